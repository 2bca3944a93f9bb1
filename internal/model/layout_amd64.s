#include "textflag.h"

// A question, its edge in Y8 and the leaves on its right in Y9, asked of eight
// rows: those that are not below the edge, and what is no number, keep no leaf
// on its left. $0x1E is "greater than, false for what is no number".
#define ASK(addr, mask) \
	VCMPPS $0x1E, addr, Y8, Y10; \
	VPOR   Y9, Y10, Y10;         \
	VPAND  Y10, mask, mask

// func leaves(masks *uint32, columns *float32, questions *question, counts *int32, trees int)
TEXT ·leaves(SB), NOSPLIT, $0-40
	MOVQ masks+0(FP), DI
	MOVQ columns+8(FP), SI
	MOVQ questions+16(FP), DX
	MOVQ counts+24(FP), R8
	MOVQ trees+32(FP), CX

tree:
	MOVLQSX  (R8), R9       // questions to go
	ADDQ     $4, R8
	VPCMPEQD Y0, Y0, Y0
	VPCMPEQD Y1, Y1, Y1
	VPCMPEQD Y2, Y2, Y2
	VPCMPEQD Y3, Y3, Y3
	TESTQ    R9, R9
	JZ       done

ask:
	VBROADCASTSS (DX), Y8
	MOVL         4(DX), AX
	VPBROADCASTD 8(DX), Y9
	ADDQ         $12, DX
	ASK((SI)(AX*1), Y0)
	ASK(32(SI)(AX*1), Y1)
	ASK(64(SI)(AX*1), Y2)
	ASK(96(SI)(AX*1), Y3)
	DECQ R9
	JNZ  ask

done:
	VMOVDQU Y0, (DI)
	VMOVDQU Y1, 32(DI)
	VMOVDQU Y2, 64(DI)
	VMOVDQU Y3, 96(DI)
	ADDQ    $128, DI
	DECQ    CX
	JNZ     tree
	VZEROUPPER
	RET
