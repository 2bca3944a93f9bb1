#include "textflag.h"

// One row of a tile: its element of a times the columns of b.
#define ROW512(addr, lo, hi) \
	VBROADCASTSS addr, Z10;    \
	VFMADD231PS  Z8, Z10, lo;  \
	VFMADD231PS  Z9, Z10, hi

// func tile512(c, a, b *float32, cDown, aDown, aRight, bDown, k int, add bool)
TEXT ·tile512(SB), NOSPLIT, $0-65
	MOVQ c+0(FP), DX
	MOVQ a+8(FP), SI
	MOVQ b+16(FP), DI
	MOVQ cDown+24(FP), R11
	MOVQ aDown+32(FP), R8
	MOVQ aRight+40(FP), R9
	MOVQ bDown+48(FP), R10
	MOVQ k+56(FP), CX
	LEAQ (SI)(R8*1), R12
	LEAQ (R12)(R8*1), R13
	LEAQ (R13)(R8*1), AX
	XORQ BX, BX
	LEAQ (DX)(R11*2), R8

	CMPB add+64(FP), $0
	JNE  load512
	VPXORQ Z0, Z0, Z0
	VPXORQ Z1, Z1, Z1
	VPXORQ Z2, Z2, Z2
	VPXORQ Z3, Z3, Z3
	VPXORQ Z4, Z4, Z4
	VPXORQ Z5, Z5, Z5
	VPXORQ Z6, Z6, Z6
	VPXORQ Z7, Z7, Z7
	JMP  loop512

load512:
	VMOVUPS (DX), Z0
	VMOVUPS 64(DX), Z1
	VMOVUPS (DX)(R11*1), Z2
	VMOVUPS 64(DX)(R11*1), Z3
	VMOVUPS (R8), Z4
	VMOVUPS 64(R8), Z5
	VMOVUPS (R8)(R11*1), Z6
	VMOVUPS 64(R8)(R11*1), Z7

loop512:
	VMOVUPS (DI), Z8
	VMOVUPS 64(DI), Z9
	ROW512((SI)(BX*1), Z0, Z1)
	ROW512((R12)(BX*1), Z2, Z3)
	ROW512((R13)(BX*1), Z4, Z5)
	ROW512((AX)(BX*1), Z6, Z7)
	ADDQ R9, BX
	ADDQ R10, DI
	DECQ CX
	JNZ  loop512

	VMOVUPS Z0, (DX)
	VMOVUPS Z1, 64(DX)
	VMOVUPS Z2, (DX)(R11*1)
	VMOVUPS Z3, 64(DX)(R11*1)
	VMOVUPS Z4, (R8)
	VMOVUPS Z5, 64(R8)
	VMOVUPS Z6, (R8)(R11*1)
	VMOVUPS Z7, 64(R8)(R11*1)
	VZEROUPPER
	RET

#define ROW256(addr, lo, hi) \
	VBROADCASTSS addr, Y10;    \
	VFMADD231PS  Y8, Y10, lo;  \
	VFMADD231PS  Y9, Y10, hi

// func tile256(c, a, b *float32, cDown, aDown, aRight, bDown, k int, add bool)
//
// The tile is done in two halves of 16 columns, for want of registers.
TEXT ·tile256(SB), NOSPLIT, $0-65
	MOVQ c+0(FP), DX
	MOVQ b+16(FP), DI
	MOVQ cDown+24(FP), R11
	MOVQ aRight+40(FP), R9
	MOVQ bDown+48(FP), R10
	MOVQ $2, R15

half256:
	MOVQ a+8(FP), SI
	MOVQ aDown+32(FP), R8
	MOVQ k+56(FP), CX
	LEAQ (SI)(R8*1), R12
	LEAQ (R12)(R8*1), R13
	LEAQ (R13)(R8*1), AX
	XORQ BX, BX
	LEAQ (DX)(R11*2), R8
	PUSHQ DI

	CMPB add+64(FP), $0
	JNE  load256
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
	JMP  loop256

load256:
	VMOVUPS (DX), Y0
	VMOVUPS 32(DX), Y1
	VMOVUPS (DX)(R11*1), Y2
	VMOVUPS 32(DX)(R11*1), Y3
	VMOVUPS (R8), Y4
	VMOVUPS 32(R8), Y5
	VMOVUPS (R8)(R11*1), Y6
	VMOVUPS 32(R8)(R11*1), Y7

loop256:
	VMOVUPS (DI), Y8
	VMOVUPS 32(DI), Y9
	ROW256((SI)(BX*1), Y0, Y1)
	ROW256((R12)(BX*1), Y2, Y3)
	ROW256((R13)(BX*1), Y4, Y5)
	ROW256((AX)(BX*1), Y6, Y7)
	ADDQ R9, BX
	ADDQ R10, DI
	DECQ CX
	JNZ  loop256

	POPQ DI
	VMOVUPS Y0, (DX)
	VMOVUPS Y1, 32(DX)
	VMOVUPS Y2, (DX)(R11*1)
	VMOVUPS Y3, 32(DX)(R11*1)
	VMOVUPS Y4, (R8)
	VMOVUPS Y5, 32(R8)
	VMOVUPS Y6, (R8)(R11*1)
	VMOVUPS Y7, 32(R8)(R11*1)
	ADDQ $64, DX
	ADDQ $64, DI
	DECQ R15
	JNZ  half256
	VZEROUPPER
	RET

// func dot256(a, b *float32, n int) float32
TEXT ·dot256(SB), NOSPLIT, $0-28
	MOVQ  a+0(FP), SI
	MOVQ  b+8(FP), DI
	MOVQ  n+16(FP), CX
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1

dotloop:
	VMOVUPS     (SI), Y2
	VMOVUPS     32(SI), Y3
	VFMADD231PS (DI), Y2, Y0
	VFMADD231PS 32(DI), Y3, Y1
	ADDQ        $64, SI
	ADDQ        $64, DI
	SUBQ        $16, CX
	JNZ         dotloop

	VADDPS       Y1, Y0, Y0
	VEXTRACTF128 $1, Y0, X1
	VADDPS       X1, X0, X0
	VHADDPS      X0, X0, X0
	VHADDPS      X0, X0, X0
	VMOVSS       X0, ret+24(FP)
	VZEROUPPER
	RET

// func pull256(in, out, slope *float32, k float32, n int)
TEXT ·pull256(SB), NOSPLIT, $0-40
	MOVQ         in+0(FP), SI
	MOVQ         out+8(FP), DI
	MOVQ         slope+16(FP), DX
	VBROADCASTSS k+24(FP), Y0
	MOVQ         n+32(FP), CX

pullloop:
	VMOVUPS     (DI), Y1
	VMOVUPS     (DX), Y2
	VFMADD231PS Y0, Y1, Y2
	VMOVUPS     Y2, (DX)
	VFMADD231PS (SI), Y0, Y1
	VMOVUPS     Y1, (DI)
	ADDQ        $32, SI
	ADDQ        $32, DI
	ADDQ        $32, DX
	SUBQ        $8, CX
	JNZ         pullloop
	VZEROUPPER
	RET

// e^x as exp in math.go has it.
DATA curve<>+0(SB)/4, $0x3fb8aa3b  // 1/ln 2
DATA curve<>+4(SB)/4, $0x3f318000  // ln 2, the high part
DATA curve<>+8(SB)/4, $0xb95e8083  // ln 2, the low part
DATA curve<>+12(SB)/4, $0x39506967 // 1.9875691500e-4
DATA curve<>+16(SB)/4, $0x3ab743ce // 1.3981999507e-3
DATA curve<>+20(SB)/4, $0x3c088908 // 8.3334519073e-3
DATA curve<>+24(SB)/4, $0x3d2aa9c1 // 4.1665795894e-2
DATA curve<>+28(SB)/4, $0x3e2aaaaa // 1.6666665459e-1
DATA curve<>+32(SB)/4, $0x3f000000 // .5
DATA curve<>+36(SB)/4, $0x3f800000 // 1
DATA curve<>+40(SB)/4, $0x42ae0000 // 87
DATA curve<>+44(SB)/4, $0xc2ae0000 // -87
DATA curve<>+48(SB)/4, $127
GLOBL curve<>(SB), RODATA, $52

// func bend256(list *float32, n int, by, up, plus float32)
TEXT ·bend256(SB), NOSPLIT, $0-28
	MOVQ         list+0(FP), SI
	MOVQ         n+8(FP), CX
	VBROADCASTSS by+16(FP), Y15
	VBROADCASTSS up+20(FP), Y14
	VBROADCASTSS plus+24(FP), Y13
	VBROADCASTSS curve<>+0(SB), Y12
	VBROADCASTSS curve<>+36(SB), Y11
	VBROADCASTSS curve<>+40(SB), Y10
	VBROADCASTSS curve<>+44(SB), Y9
	VPBROADCASTD curve<>+48(SB), Y8
	VXORPS       Y7, Y7, Y7

bendloop:
	VMULPS  (SI), Y15, Y0
	VSUBPS  Y0, Y7, Y0     // -by·x
	VMINPS  Y10, Y0, Y0
	VMAXPS  Y9, Y0, Y0
	VMULPS  Y12, Y0, Y1
	VROUNDPS $0, Y1, Y1    // n

	VBROADCASTSS curve<>+4(SB), Y2
	VFNMADD231PS Y2, Y1, Y0
	VBROADCASTSS curve<>+8(SB), Y2
	VFNMADD231PS Y2, Y1, Y0 // r

	VBROADCASTSS curve<>+12(SB), Y3
	VBROADCASTSS curve<>+16(SB), Y2
	VFMADD213PS  Y2, Y0, Y3
	VBROADCASTSS curve<>+20(SB), Y2
	VFMADD213PS  Y2, Y0, Y3
	VBROADCASTSS curve<>+24(SB), Y2
	VFMADD213PS  Y2, Y0, Y3
	VBROADCASTSS curve<>+28(SB), Y2
	VFMADD213PS  Y2, Y0, Y3
	VBROADCASTSS curve<>+32(SB), Y2
	VFMADD213PS  Y2, Y0, Y3
	VMULPS       Y0, Y0, Y4
	VFMADD213PS  Y0, Y4, Y3
	VADDPS       Y11, Y3, Y3

	VCVTPS2DQ Y1, Y1
	VPADDD    Y8, Y1, Y1
	VPSLLD    $23, Y1, Y1
	VMULPS    Y1, Y3, Y3   // e^(-by·x)
	VADDPS    Y11, Y3, Y3
	VDIVPS    Y3, Y14, Y3
	VADDPS    Y13, Y3, Y3
	VMOVUPS   Y3, (SI)
	ADDQ      $32, SI
	SUBQ      $8, CX
	JNZ       bendloop
	VZEROUPPER
	RET

// func move256(weights, slopes, first, second *float32, n int, rate, decay1, decay2, floor float32)
TEXT ·move256(SB), NOSPLIT, $0-56
	MOVQ         weights+0(FP), DI
	MOVQ         slopes+8(FP), SI
	MOVQ         first+16(FP), DX
	MOVQ         second+24(FP), BX
	MOVQ         n+32(FP), CX
	VBROADCASTSS rate+40(FP), Y15
	VBROADCASTSS decay1+44(FP), Y14
	VBROADCASTSS decay2+48(FP), Y13
	VBROADCASTSS floor+52(FP), Y12
	VBROADCASTSS curve<>+36(SB), Y11
	VSUBPS       Y14, Y11, Y10
	VSUBPS       Y13, Y11, Y11
	VXORPS       Y9, Y9, Y9

moveloop:
	VMOVUPS     (SI), Y0
	VMULPS      Y10, Y0, Y1
	VFMADD231PS (DX), Y14, Y1
	VMOVUPS     Y1, (DX)
	VMULPS      Y0, Y0, Y2
	VMULPS      Y11, Y2, Y2
	VFMADD231PS (BX), Y13, Y2
	VMOVUPS     Y2, (BX)
	VMOVUPS     Y9, (SI)
	VSQRTPS     Y2, Y2
	VADDPS      Y12, Y2, Y2
	VMULPS      Y15, Y1, Y1
	VDIVPS      Y2, Y1, Y1
	VMOVUPS     (DI), Y3
	VSUBPS      Y1, Y3, Y3
	VMOVUPS     Y3, (DI)
	ADDQ        $32, SI
	ADDQ        $32, DX
	ADDQ        $32, BX
	ADDQ        $32, DI
	SUBQ        $8, CX
	JNZ         moveloop
	VZEROUPPER
	RET
