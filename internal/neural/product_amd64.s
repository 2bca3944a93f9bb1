#include "textflag.h"

// Two elements of a vector, times two rows of the matrix in 16 columns.
#define STEP(addr, lo, hi) \
	VPBROADCASTD addr, Y10;   \
	VPMADDWD     Y8, Y10, Y11; \
	VPMADDWD     Y9, Y10, Y12; \
	VPADDD       Y11, lo, lo;  \
	VPADDD       Y12, hi, hi

// func multiply(sums *int32, vectors, pairs *int16, out, stride, in int)
TEXT ·multiply(SB), NOSPLIT, $0-48
	MOVQ sums+0(FP), DX
	MOVQ vectors+8(FP), SI
	MOVQ pairs+16(FP), DI
	MOVQ out+24(FP), R10
	MOVQ stride+32(FP), R8
	SHLQ $2, R10              // bytes of a row of sums, and of two columns less
	SHLQ $1, R8               // bytes between vectors
	LEAQ (SI)(R8*1), R11
	LEAQ (R11)(R8*1), R12
	LEAQ (R12)(R8*1), R13
	MOVQ out+24(FP), AX       // columns to go

columns:
	MOVQ  in+40(FP), CX
	MOVQ  DI, R9
	XORQ  BX, BX
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7

inputs:
	VMOVDQU (R9), Y8
	VMOVDQU 32(R9), Y9
	STEP((SI)(BX*1), Y0, Y1)
	STEP((R11)(BX*1), Y2, Y3)
	STEP((R12)(BX*1), Y4, Y5)
	STEP((R13)(BX*1), Y6, Y7)
	ADDQ    $4, BX
	ADDQ    R10, R9
	SUBQ    $2, CX
	JNZ     inputs

	LEAQ    (DX)(R10*2), R9
	VMOVDQU Y0, (DX)
	VMOVDQU Y1, 32(DX)
	VMOVDQU Y2, (DX)(R10*1)
	VMOVDQU Y3, 32(DX)(R10*1)
	VMOVDQU Y4, (R9)
	VMOVDQU Y5, 32(R9)
	VMOVDQU Y6, (R9)(R10*1)
	VMOVDQU Y7, 32(R9)(R10*1)
	ADDQ    $64, DX
	ADDQ    $64, DI
	SUBQ    $16, AX
	JNZ     columns
	VZEROUPPER
	RET
